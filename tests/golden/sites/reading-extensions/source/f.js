---
---
var url = "{{ page.url }}";
