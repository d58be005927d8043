"""What posts include of the themes that most blogs of Jekyll have, for blogs that hold nothing of their theme.

With `remote_theme`, or a theme that is a gem, these files are in no repository but the theme's, and without them a
post would lose its videos and pictures. They are ours, and know the parameters that the themes' own documents name; a
file of the blog stands before them.

Sources: Minimal Mistakes' documentation, "Helpers" (https://mmistakes.github.io/minimal-mistakes/docs/helpers/), and
"Utility Classes"; Chirpy's, "Writing a New Post", section "Video" (https://chirpy.cotes.page/posts/write-a-new-post/).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


def _frame(address: str, title: str) -> str:
    return (
        f'<iframe src="{address}" title="{title} video player" width="560" height="315" loading="lazy" '
        "allowfullscreen></iframe>"
    )


#: The player of the video whose id is `include.id`.
YOUTUBE = _frame("https://www.youtube-nocookie.com/embed/{{ include.id }}", "YouTube")
_BILIBILI = _frame("https://player.bilibili.com/player.html?bvid={{ include.id }}", "Bilibili")
_VIDEO = (
    "{% case include.provider %}"
    f'{{% when "vimeo" %}}{_frame("https://player.vimeo.com/video/{{ include.id }}?dnt=true", "Vimeo")}'
    f'{{% when "google-drive" %}}{_frame("https://drive.google.com/file/d/{{ include.id }}/preview", "Google Drive")}'
    f'{{% when "bilibili" %}}{_BILIBILI}'
    f"{{% else %}}{YOUTUBE}{{% endcase %}}"
)
_CAPTION = "{{ include.caption | markdownify | remove: '<p>' | remove: '</p>' | strip }}"
_BELOW = f"{{% if include.caption %}}<figcaption>{_CAPTION}</figcaption>{{% endif %}}"
_FIGURE = (
    '<figure{% if include.class %} class="{{ include.class }}"{% endif %}>'
    '<img src="{{ include.image_path | relative_url }}" alt="{{ include.alt | escape }}">'
    f"{_BELOW}</figure>"
)
_GALLERY = (
    "{% assign gallery_key = include.id | default: 'gallery' %}<figure>"
    "{% for image in page[gallery_key] %}"
    '{% if image.url %}<a href="{{ image.url | relative_url }}">{% endif %}'
    '<img src="{{ image.image_path | relative_url }}" alt="{{ image.alt | escape }}"'
    '{% if image.title %} title="{{ image.title | escape }}"{% endif %}>'
    "{% if image.url %}</a>{% endif %}{% endfor %}"
    f"{_BELOW}</figure>"
)
_FEATURE_ROW = (
    "{% assign feature_key = include.id | default: 'feature_row' %}"
    "{% for feature in page[feature_key] %}<div>"
    "{% if feature.image_path %}"
    '<img src="{{ feature.image_path | relative_url }}" alt="{{ feature.alt | escape }}">{% endif %}'
    "{% if feature.title %}<p><strong>{{ feature.title }}</strong></p>{% endif %}"
    "{{ feature.excerpt | markdownify | normalize_whitespace }}"
    "{% if feature.url %}"
    '<p><a href="{{ feature.url | relative_url }}">{{ feature.btn_label | default: feature.title }}</a></p>{% endif %}'
    "</div>{% endfor %}"
)


def _recording(tag: str) -> str:
    return (
        f'<figure><{tag} src="{{{{ include.src | relative_url }}}}" controls></{tag}>'
        "{% if include.title %}<figcaption>{{ include.title | escape }}</figcaption>{% endif %}</figure>"
    )


#: The texts of the files by their names.
THEME_INCLUDES: Mapping[str, str] = MappingProxyType(
    {
        # Every long post has its contents beside it.
        "toc": "",
        "base_path": "{% assign base_path = site.url | append: site.baseurl %}",
        "video": _VIDEO,
        "figure": _FIGURE,
        "gallery": _GALLERY,
        "feature_row": _FEATURE_ROW,
        "embed/youtube.html": YOUTUBE,
        "embed/bilibili.html": _BILIBILI,
        "embed/twitch.html": _frame(
            "https://player.twitch.tv/?video={{ include.id }}&parent={{ site.url | split: '//' | last }}", "Twitch"
        ),
        "embed/spotify.html": _frame("https://open.spotify.com/embed/track/{{ include.id }}", "Spotify"),
        "embed/video.html": _recording("video"),
        "embed/audio.html": _recording("audio"),
    }
)
