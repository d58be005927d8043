# What Jekyll leaves to plugins: the pages of the home page's list, and a page for every tag.
module Journal
  class ListPage < Jekyll::PageWithoutAFile
    def initialize(site, dir, layout, data)
      super(site, site.source, dir, "index.html")
      self.data = data.merge("layout" => layout)
      self.content = ""
    end
  end

  class Lists < Jekyll::Generator
    def generate(site)
      pages = site.posts.docs.reverse.each_slice(site.config["paginate"]).to_a
      pages.each_with_index do |posts, index|
        site.pages << ListPage.new(site, folder(index), "home", {
          "posts" => posts,
          "newer" => index.zero? ? nil : address(index - 1),
          "older" => index + 1 < pages.size ? address(index + 1) : nil
        })
      end
      site.tags.each do |tag, posts|
        site.pages << ListPage.new(site, "tags/#{tag}", "tag", { "title" => tag, "posts" => posts.sort.reverse })
      end
    end

    private

    def folder(index)
      index.zero? ? "" : "page/#{index + 1}"
    end

    def address(index)
      index.zero? ? "/" : "/page/#{index + 1}/"
    end
  end
end
