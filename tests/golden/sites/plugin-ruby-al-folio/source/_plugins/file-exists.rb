# Written for this golden site.
class FileThere < Liquid::Tag
  def render(context)
    path = Liquid::Template.parse(@markup).render(context).strip
    File.exist?(File.join(context.registers[:site].source, path)).to_s
  end
end
Liquid::Template.register_tag("file_exists", FileThere)
