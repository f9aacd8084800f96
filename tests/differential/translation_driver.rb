# Runs the filter `f` of each Ruby text on the inputs, and the tag's `render` where there is one.
require "json"
$stdout.sync = true
$stdin.each_line do |line|
  ruby, inputs = JSON.parse(JSON.parse(line))
  filters = Object.new
  filters.instance_eval(ruby)
  answers = inputs.map do |input|
    { "value" => filters.f(input) }
  rescue StandardError => error
    { "error" => error.class.name }
  end
  puts JSON.generate(answers)
end
