---
---
var  fromPage = 1 ;
