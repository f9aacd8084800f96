# Answers each line of standard input, a JSON string of YAML, with the value as tagged JSON.
require "json"
require "date"
require "safe_yaml/load"

SafeYAML::OPTIONS[:suppress_warnings] = true

def plain(value)
  case value
  when Hash then { "hash" => value.map { |k, v| [plain(k), plain(v)] } }
  when Array then value.map { |v| plain(v) }
  when Float then { "float" => value.to_s }
  when Time then { "time" => value.strftime("%Y-%m-%d %H:%M:%S.%6N %z") }
  when Date then { "date" => value.to_s }
  when Integer then { "int" => value.to_s }
  when String then value.valid_encoding? ? value : { "bytes" => value.unpack1("H*") }
  else value
  end
end

$stdin.each_line do |line|
  answer =
    begin
      JSON.generate(plain(SafeYAML.load(JSON.parse(line))), max_nesting: 0)
    rescue StandardError, Psych::SyntaxError, SystemStackError => e
      JSON.generate({ "error" => e.message.scrub, "class" => e.class.name })
    end
  puts answer
end
