# frozen_string_literal: true

Gem::Specification.new do |spec|
  spec.name     = "THEME"
  spec.version  = "0.1.0"
  spec.authors  = ["TODO: Your name"]
  spec.email    = ["TODO: Your address"]
  spec.summary  = "TODO: What the theme is, in a line."
  spec.homepage = "TODO: Where its repository is."
  spec.license  = "MIT"

  folders = %w[_data _includes _layouts _sass assets]
  files = %w[_config.yml LICENSE.txt README.md]
  spec.files = `git ls-files -z`.split("\0").select do |path|
    folders.include?(path.split("/").first) || files.include?(path)
  end

  spec.add_dependency "jekyll", ">= 4.0", "< 5"
end
