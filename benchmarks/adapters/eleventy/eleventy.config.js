import syntaxHighlight from "@11ty/eleventy-plugin-syntaxhighlight";
import footnotes from "markdown-it-footnote";

export default function (config) {
  config.addPlugin(syntaxHighlight);
  config.amendLibrary("md", (markdown) => markdown.use(footnotes));
  config.addPassthroughCopy("images");
  config.addPassthroughCopy("style.css");

  config.addCollection("posts", (api) => api.getFilteredByGlob("posts/*.md").sort((a, b) => a.date - b.date));
  config.addCollection("tagged", (api) => {
    const tags = new Map();
    for (const post of api.getFilteredByGlob("posts/*.md").sort((a, b) => b.date - a.date)) {
      for (const tag of post.data.tags ?? []) {
        if (!tags.has(tag)) tags.set(tag, []);
        tags.get(tag).push(post);
      }
    }
    return [...tags].map(([name, posts]) => ({ name, posts })).sort((a, b) => b.posts.length - a.posts.length);
  });

  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("timestamp", (date) => date.toISOString());
  config.addFilter("excerpt", (html) => /<p>.*?<\/p>/s.exec(html ?? "")?.[0] ?? "");
  config.addFilter("text", (html) => (html ?? "").replace(/<[^>]*>/g, "").replace(/\s+/g, " ").slice(0, 150));
  config.addFilter("latest", (posts, count) => posts.slice(-count).reverse());

  return {
    // Code in posts may hold braces; they are text.
    markdownTemplateEngine: false,
    htmlTemplateEngine: "njk",
  };
}
