from liquidsite.plugin import join
from liquidsite.plugins.ruby_files.citation_counts import google_scholar, inspirehep

plugin = join([google_scholar, inspirehep])
