from liquidsite.plugin import join
from liquidsite.plugins.ruby_files import digital_garden as garden

plugin = join([garden.links, garden.tweets, garden.plain_notes, garden.marks, garden.new_tabs])
