# Answers each line of standard input, `{"ext", "text", "config"}`, with what Jekyll's DataReader
# makes of a file with that text.
require "json"
require "date"
require "tempfile"
require "jekyll"

def plain(value)
  case value
  when Hash then { "hash" => value.map { |k, v| [plain(k), plain(v)] } }
  when Array then value.map { |v| plain(v) }
  when Float then { "float" => value.to_s }
  when DateTime then { "time" => value.strftime("%Y-%m-%d %H:%M:%S %z") }
  when Date then { "date" => value.to_s }
  when Integer then { "int" => value.to_s }
  else value
  end
end

def reader(config)
  reader = Jekyll::DataReader.allocate
  reader.define_singleton_method(:config) { { "encoding" => "utf-8" }.merge(config) }
  reader
end

$stdin.each_line do |line|
  asked = JSON.parse(line)
  answer =
    begin
      reader = reader(asked["config"] || {})
      if asked["name"]
        reader.sanitize_filename(asked["name"])
      else
        Tempfile.create(["data", asked["ext"]]) do |file|
          file.binmode
          file.write(asked["text"])
          file.close
          read = asked["ext"] == ".csv" ? :csv_config : :tsv_config
          plain(CSV.read(file.path, **reader.send(read)).map { |row| reader.send(:convert_row, row) })
        end
      end
    rescue StandardError => e
      { "error" => e.message }
    end
  puts JSON.generate(answer)
end
