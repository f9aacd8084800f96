from liquidsite.plugins.ruby_files.details import plugin
