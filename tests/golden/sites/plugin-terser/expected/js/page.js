var  page = 1 ;
