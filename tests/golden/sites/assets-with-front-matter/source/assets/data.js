---
layout:
---
window.pages = {{ site.pages | map: "url" | jsonify }};
