# Answers each line of standard input, `{"text", "config"}`, with what jekyll-commonmark makes of it.
require "json"
require "jekyll"
require "commonmarker"
require "jekyll-commonmark"

Jekyll.logger.log_level = :error
$stdin.each_line do |line|
  asked = JSON.parse(line)
  processor = Jekyll::Converters::Markdown::CommonMark.new("commonmark" => asked["config"])
  html = processor.convert(asked["text"]) rescue nil # Rouge can fail to guess a language
  puts JSON.generate(html)
end
