var  kept = 1 ;
