var url = "/f.js";
