var  one = 1 ; // c
