# Written for this golden site.
require "json"
require "nokogiri"

module Garden
  MISSING = "<span title='There is no note that matches this link.' class='invalid-link'>" \
            "  <span class='invalid-link-brackets'>[[</span>  %s" \
            "  <span class='invalid-link-brackets'>]]</span></span>"
  TWEET = <<~HTML
    <blockquote class="twitter-tweet">
     This tweet could not be embedded. <a href="%s">View it on Twitter instead.</a>
    </blockquote>
    <script async src="https://platform.twitter.com/widgets.js" charset="utf-8"></script>
  HTML

  # The names by which a page can be linked, as patterns.
  def self.names(page)
    stem = page.basename.delete_suffix(File.extname(page.basename))
    file = stem.split("-", -1).map { |word| Regexp.escape(word) }.join("[ -]")
    [file, Regexp.escape(page.data["title"].to_s)]
  end

  def self.link(text, page, base)
    anchor = "<a class='internal-link' href='#{base}#{page.url}'>\\k<label></a>"
    file, title = names(page)
    [file, title].each { |name| text = text.gsub(/\[\[#{name}\|(?<label>.+?)\]\]/i, anchor) }
    [title, file].each { |name| text = text.gsub(/\[\[(?<label>#{name})\]\]/i, anchor) }
    text
  end
end

class GardenLinks < Jekyll::Generator
  def generate(site)
    notes = site.collections["notes"].docs
    all = notes + site.pages
    all.each do |one|
      all.each { |other| one.content = Garden.link(one.content, other, site.baseurl) }
      one.content = one.content.gsub(/\[\[([^\]]+)\]\]/) { format(Garden::MISSING, $1) }
    end
    edges = []
    notes.each do |note|
      found = notes.select { |other| other.url != note.url && other.content[note.url] }
      note.data["backlinks"] = found
      edges += found.map { |other| { source: number(other), target: number(note) } }
    end
    nodes = notes.map { |n| { id: number(n), path: site.baseurl + n.url, label: n.data["title"] } }
    graph = JSON.generate({ edges: edges, nodes: nodes })
    File.write(site.in_source_dir("_includes/notes_graph.json"), graph)
  end

  def number(note)
    note.data["title"].each_byte.map(&:to_s).join
  end
end

class GardenTweets < Jekyll::Generator
  def generate(site)
    (site.collections["notes"].docs + site.pages).each do |one|
      address = %r{^https?://twitter\.com/(#!/)?\w+/status(es)?/\d+$}i
      one.content = one.content.gsub(address) { |url| format(Garden::TWEET, url) }
    end
  end
end

Jekyll::Hooks.register :site, :after_init do |site|
  Dir[site.in_source_dir("_notes/**/*.md")].each do |file|
    text = File.read(file)
    File.write(file, "---\n---\n\n#{text}") unless text[0, 3] == "---"
  end
end

Jekyll::Hooks.register [:notes, :pages], :pre_render do |one|
  next if one.is_a?(Jekyll::Page) && !one.path.start_with?("_pages/")
  one.content = one.content.gsub(/==+([^ ](.*?)?[^ .=])==+/) { "<mark>#{$1}</mark>" }
end

Jekyll::Hooks.register [:notes, :pages], :post_convert do |one|
  next if one.is_a?(Jekyll::Page) && !one.path.start_with?("_pages/")
  tree = Nokogiri::HTML::DocumentFragment.parse(one.content)
  tree.css("a").each do |link|
    stays = link["class"].to_s.split & %w[internal-link footnote reversefootnote]
    link["target"] = "_blank" if stays.empty?
  end
  one.content = tree.inner_html
end
