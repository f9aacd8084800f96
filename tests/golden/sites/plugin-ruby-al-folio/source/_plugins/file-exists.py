from liquidsite.plugins.ruby_files.file_exists import plugin
