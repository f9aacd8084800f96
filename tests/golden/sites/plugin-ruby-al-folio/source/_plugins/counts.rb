# Written for this golden site: counts where there is no network.
class NoCount < Liquid::Tag
  def render(context)
    "N/A"
  end
end
%w[google_scholar_citations inspirehep_citations].each do |name|
  Liquid::Template.register_tag(name, NoCount)
end
