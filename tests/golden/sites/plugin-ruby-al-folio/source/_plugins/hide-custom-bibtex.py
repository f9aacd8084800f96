from liquidsite.plugins.ruby_files.hide_custom_bibtex import plugin
