# Renders templates with the real Liquid and Jekyll: one JSON question a line, one answer a line.
#
# A question: {"mode": error mode, "strict": whether unknown variables and filters are errors,
# "template": text, "data": hash, "includes": {name: text}}.
# An answer: {"out": text} or {"error": class, "message": text}.
$VERBOSE = nil
require "liquid"
require "jekyll"
require "tmpdir"
Jekyll.logger.log_level = :error

DIR = Dir.mktmpdir
Dir.mkdir(File.join(DIR, "_includes"))
at_exit { FileUtils.rm_rf(DIR) }
SITE = Jekyll::Site.new(
  Jekyll.configuration("source" => DIR, "quiet" => true, "disable_disk_cache" => true)
)

def answer(question)
  question["includes"].each { |name, text| File.write(File.join(DIR, "_includes", name), text) }
  SITE.inclusions.clear
  SITE.liquid_renderer.reset
  Liquid::Template.error_mode = question["mode"].to_sym
  template = Liquid::Template.parse(question["template"], :line_numbers => true)
  registers = { :site => SITE, :page => question["data"]["page"] }
  strict = { :strict_variables => question["strict"], :strict_filters => question["strict"] }
  { "out" => template.render!(question["data"], :registers => registers, **strict) }
rescue StandardError, SystemStackError, SyntaxError => e
  message = e.message.dup.force_encoding("UTF-8").scrub
  { "error" => e.class.name, "message" => message.gsub("#{DIR}/_includes/", "") }
end

$stdin.each_line do |line|
  puts JSON.generate(answer(JSON.parse(line)))
  $stdout.flush
end
