# Written for this golden site.
module HidesFields
  def hideCustomBibtex(entry)
    hidden = @context.registers[:site].config["filtered_bibtex_keywords"]
    lines = entry.lines.reject do |line|
      line.end_with?("\n") && hidden.any? { |name| line =~ /\b#{name}\b *= *\{/ }
    end
    lines.map { |line| line =~ /\bauthor\b *= *\{/ ? line.delete("*†‡§¶‖&\\^") : line }.join
  end
end
Liquid::Template.register_filter(HidesFields)
