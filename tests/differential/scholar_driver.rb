# Answers each line of standard input, a JSON string with the text of a .bib file, with what
# jekyll-scholar shows templates of its entries, or with the error.
require "json"
require "jekyll"
require "jekyll-scholar"

shown = Class.new do
  include Jekyll::Scholar::Utilities

  def initialize
    @config = Jekyll::Scholar.defaults.dup
  end

  def entries_of(text)
    bibliography = BibTeX::Bibliography.parse(text, config["bibtex_options"].dup)
    bibliography.replace_strings
    bibliography.join
    bibliography["@*"].grep(BibTeX::Entry).map { |entry| liquidify(entry) }
  end
end.new

BibTeX.log.level = Logger::FATAL
$stdin.each_line do |line|
  answer = begin
    shown.entries_of(JSON.parse(line))
  rescue StandardError => error
    { "error" => error.message[0, 200] }
  end
  puts JSON.generate(answer)
end
