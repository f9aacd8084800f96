window.pages = ["/assets/data.js","/manifest.webmanifest","/assets/site.css"];
