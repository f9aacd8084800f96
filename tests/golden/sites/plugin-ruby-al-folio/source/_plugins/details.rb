# Written for this golden site.
class FoldedText < Liquid::Block
  def render(context)
    site = context.registers[:site]
    html = [@markup, super].map do |text|
      site.find_converter_instance(Jekyll::Converters::Markdown).convert(text)
    end
    summary = html.first.gsub(%r{</?p[^>]*>}, "").chomp
    "<details><summary>#{summary}</summary>#{html.last}</details>"
  end
end
Liquid::Template.register_tag("details", FoldedText)
