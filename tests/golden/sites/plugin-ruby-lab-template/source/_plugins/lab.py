from liquidsite.plugin import join
from liquidsite.plugins.ruby_files import lab_template as lab

plugin = join([lab.array, lab.file, lab.hash_, lab.misc, lab.regex])
