export default {
  permalink: (data) => `/${data.slug}/`,
  eleventyComputed: {
    newer: (data) => neighbour(data, 1),
    older: (data) => neighbour(data, -1),
  },
};

let places;

function neighbour(data, step) {
  const posts = data.collections.posts;
  if (!posts?.length) return undefined;
  if (places?.posts !== posts) places = { posts, of: new Map(posts.map((post, index) => [post.url, index])) };
  return posts[places.of.get(data.page.url) + step];
}
