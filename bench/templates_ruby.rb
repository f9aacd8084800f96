# Renders bench/templates.py's templates with Ruby's Liquid: JSON on stdin, JSON on stdout.
require "json"
require "liquid"

job = JSON.parse($stdin.read)

module RelativeUrl
  def relative_url(path) = path
end
Liquid::Template.register_filter(RelativeUrl)
Liquid::Template.error_mode = :warn # as Jekyll has it

Partials = Struct.new(:texts) do
  def read_template_file(name) = texts.fetch(name)
end
Liquid::Template.file_system = Partials.new(job["includes"])

def with_times(value)
  case value
  when Array then value.map { |item| with_times(item) }
  when Hash then value.to_h { |key, item| [key, key == "date" ? Time.parse(item) : with_times(item)] }
  else value
  end
end

clock = -> { Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) }
answers = job["templates"].map do |text|
  data = with_times(job["data"])
  parsing = (1..job["rounds"]).map { t = clock.(); Liquid::Template.parse(text); clock.() - t }.min
  template = Liquid::Template.parse(text)
  output = template.render!(data)
  times = (1..job["rounds"]).map { t = clock.(); template.render!(data); clock.() - t }
  { "output" => output, "render" => times.min, "parse" => parsing }
end
puts JSON.generate("version" => Liquid::VERSION, "answers" => answers)
