# Written for this golden site.
class LabFields < BasicObject
  def initialize(fields)
    @named = fields.to_h { |key, value| [key.gsub(/[^a-z]+/i, "_").gsub(/\A_|_\z/, ""), value] }
    @named["item"] = fields
  end

  def method_missing(name, *)
    @named[name.to_s]
  end
end

module LabFilters
  def array_filter(list)
    list.map { |one| one.respond_to?(:strip) ? one.strip : one }.reject { |one| !one || one == "" }
  end

  def array_carve(list, count = 3)
    return list if list.size <= 2 * count
    [list[0...count], "...", list[-count..]].flatten
  end

  def file_exists(path)
    path if File.file?(below(path))
  end

  def file_read(path)
    IO.read(below(path)) if file_exists(path)
  end

  def hash_default(own, defaults)
    return own unless defaults.respond_to?(:each_pair)
    defaults.each_pair do |key, value|
      if value.to_s.include?("$VALUE")
        own[key] = value.sub("$VALUE", own[key]) if own[key]
      elsif own[key].nil?
        own[key] = value
      end
    end
    own
  end

  def below(path)
    File.join(@context.registers[:site].source, path)
  end

  def is_nil(value, other)
    value.nil? ? other : value
  end

  def object_items(value)
    value.respond_to?(:keys) ? value.keys : value
  end

  def data_filter(list, expression)
    return list if expression.nil?
    list.select do |one|
      fields = one.respond_to?(:data) ? one.data : one
      LabFields.new(fields).instance_eval(expression)
    end
  end

  def google_fonts(css)
    families = css.scan(/--\S*:\s*"(.*)",?.*;/).flatten.uniq.sort
    widths = css.scan(/--\S*:\s(\d{3});/).flatten.uniq.sort
    axes = [0, 1].product(widths).map { |pair| pair.join(",") }.join(";")
    named = families.map { |name| "&family=#{name.sub(" ", "+")}:ital,wght@#{axes}" }
    "https://fonts.googleapis.com/css2?display=swap&" + named.join
  end

  def regex_scan(text, pattern, dots = false, every = false)
    found = text.scan(Regexp.new(pattern, dots ? Regexp::MULTILINE : 0)).flatten
    every ? found : found.first
  end

  def regex_replace(text, pattern, value)
    text.gsub(Regexp.new(pattern, Regexp::MULTILINE), value)
  end

  def regex_strip(text)
    text.gsub(/[^\p{L}\p{N}.,;:-]+/, " ").strip
  end
end
Liquid::Template.register_filter(LabFilters)
