# Answers each line of standard input, a JSON string, with what Jekyll's smartify makes of it.
require "json"
require "jekyll"

Jekyll.logger.log_level = :error
converter = Jekyll::Converters::SmartyPants.new("kramdown" => {})
$stdin.each_line { |line| puts JSON.generate(converter.convert(JSON.parse(line))) }
