# Written for this golden site.
module BustsCaches
  def bust_file_cache(path)
    at = path.index("assets/") || 0
    marked(path, File.binread(below(path[at..])))
  end

  def bust_css_cache(path)
    files = Dir.glob(below("assets/_sass/**/*")).select { |file| File.file?(file) }
    marked(path, files.map { |file| File.binread(file) }.join)
  end

  private

  def below(path)
    File.join(@context.registers[:site].source, path)
  end

  def marked(path, data)
    require "digest"
    "#{path}?#{Digest::MD5.hexdigest(data)}"
  end
end
Liquid::Template.register_filter(BustsCaches)
