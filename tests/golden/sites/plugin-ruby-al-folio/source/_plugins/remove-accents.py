from liquidsite.plugins.ruby_files.remove_accents import plugin
