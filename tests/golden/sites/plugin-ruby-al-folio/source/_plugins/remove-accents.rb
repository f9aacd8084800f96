# Written for this golden site.
require "i18n"
I18n.available_locales = [:en]
module InAscii
  def remove_accents(name)
    I18n.transliterate(name)
  end
end
Liquid::Template.register_filter(InAscii)
