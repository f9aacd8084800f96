# Converts texts with Ruby's kramdown: one JSON object a line in, one out.
#
#   ruby -I kramdown/lib -I kramdown-parser-gfm/lib kramdown_reference.rb
require "json"
require "kramdown"
require "kramdown-parser-gfm"

$stdin.each_line do |line|
  job = JSON.parse(line)
  result =
    begin
      started = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
      document = Kramdown::Document.new(job["text"], job["options"].transform_keys(&:to_sym))
      html = document.to_html
      seconds = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - started
      { "html" => html, "seconds" => seconds, "warnings" => document.warnings }
    rescue SystemStackError, StandardError => e
      { "error" => "#{e.class}: #{e.message}"[0, 300] }
    end
  puts JSON.generate(result)
  $stdout.flush
end
