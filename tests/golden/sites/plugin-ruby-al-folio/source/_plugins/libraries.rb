# Written for this golden site, in which every file has been downloaded.
Jekyll::Hooks.register :site, :after_init do |site|
  all = site.config["third_party_libraries"]
  all.each do |name, library|
    next if name == "download"
    library["url"].each do |kind, url|
      url = url.gsub("{{version}}", library["version"].to_s)
      file = url.split("/").last.split("?").first
      file = "google-fonts.css" if file == "css"
      url = "#{site.config["baseurl"]}/assets/libs/#{name}/#{file}" unless url.end_with?("/fonts/")
      library["url"][kind] = url
    end
  end
end
