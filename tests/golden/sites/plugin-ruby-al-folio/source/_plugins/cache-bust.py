from liquidsite.plugins.ruby_files.cache_bust import plugin
