# Runs filters of the real Liquid and Jekyll: one JSON question a line on stdin, one answer a line.
#
# A question: {"set": "liquid" or "jekyll", "filter": name, "args": [...], "tz": zone, "config": {}}.
# An answer: {"inspect": ..., "out": ...}, or {"error": class, "message": ...}.
$VERBOSE = nil
require "liquid"
require "jekyll"
Jekyll.logger.log_level = :error
Liquid::Template.error_mode = :warn # as Jekyll has it

# Addressable since 2.8.2 composes paths, queries and fragments by NFC.
module Addressable::IDNA
  def self.unicode_normalize_kc(text) = text.dup.force_encoding("UTF-8").unicode_normalize(:nfc)
end

def strainer(*modules)
  Class.new(Liquid::Strainer) do
    @filter_methods = Set.new
    modules.each { |filters| add_filter(filters) }
  end
end

SETS = {
  "liquid" => strainer(Liquid::StandardFilters),
  "jekyll" => strainer(Liquid::StandardFilters, Jekyll::Filters),
}

StandInSite = Struct.new(:config, :filter_cache) do
  def find_converter_instance(kind)
    name = kind.name.split("::").last
    Object.new.tap { |it| it.define_singleton_method(:convert) { |text| "<#{name}>#{text}" } }
  end
end

def decode(value)
  case value
  when Array then value.map { |item| decode(item) }
  when Hash then decode_tagged(*value.first)
  else value
  end
end

def decode_tagged(tag, value)
  case tag
  when "$date" then Date.new(*value)
  when "$time" then decode_time(*value)
  when "$range" then value[0]..value[1]
  when "$literal" then Liquid::Expression::LITERALS[value]
  when "$float" then { "nan" => Float::NAN, "inf" => Float::INFINITY, "-inf" => -Float::INFINITY }[value]
  when "$hash" then value.to_h { |key, item| [decode(key), decode(item)] }
  end
end

def decode_time(year, month, day, hour, minute, second, microsecond, zone)
  second += Rational(microsecond, 1_000_000)
  case zone
  when "utc" then Time.utc(year, month, day, hour, minute, second)
  when "local" then Time.local(year, month, day, hour, minute, second)
  else Time.new(year, month, day, hour, minute, second, zone)
  end
end

def answer(question)
  ENV["TZ"] = question["tz"]
  site = StandInSite.new(question["config"], {})
  if question["template"]
    template = Liquid::Template.parse(question["template"])
    return { "out" => template.render!(decode(question["data"]), :registers => { :site => site }) }
  end
  context = Liquid::Context.new({}, {}, { :site => site }, true)
  result = SETS[question["set"]].new(context).invoke(question["filter"], *decode(question["args"]))
  result = result.to_liquid
  { "inspect" => result.inspect, "out" => result.is_a?(Array) ? result.join : result.to_s }
rescue StandardError, SystemStackError => e
  { "error" => e.class.name, "message" => e.message.dup.force_encoding("UTF-8").scrub }
end

$stdin.each_line do |line|
  puts JSON.generate(answer(JSON.parse(line)))
  $stdout.flush
end
