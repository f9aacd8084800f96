var  two = "a  b" ;
