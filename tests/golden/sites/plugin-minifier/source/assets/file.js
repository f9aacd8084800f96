var  fromFile = 1 ;
