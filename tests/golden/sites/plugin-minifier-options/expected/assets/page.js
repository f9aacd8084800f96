var  fromPage = 1 ;
