"""Blocks are trees: what an edition decides is open in them until they are written."""

from __future__ import annotations

from rocbpress.sources.markdown.tree import EMPTY, Node, TreeBuilder, element, elements, html, rewritten, text
from tests.small_issue import blocks
from tests.small_issue import html as html_of


def test_words_and_attributes_are_escaped_when_written():
    """The tree has the words themselves; only HTML has references to characters."""
    node = element("a", {"href": 'x?a=1&b="2"', "title": ""}, "R&D <3 ", element("br"), '"quoted"')

    assert html(node) == '<a href="x?a=1&amp;b=&quot;2&quot;">R&amp;D &lt;3 <br>"quoted"</a>'
    assert str(node) == html(node) and text(node) == 'R&D <3  "quoted"'


def test_a_rule_decides_how_an_element_is_written():
    """Rules go by the tag, and reach elements within those that another rule has changed."""
    node = element("p", {}, element("a", {}, "see ", element("img", {"src": "x"})), ".")
    rules = {"a": lambda link: Node(children=(*link.children, "!")),
             "img": lambda _image: element("b", {}, "x")}

    assert html(node, rules) == "<p>see <b>x</b>!.</p>"
    assert html(node) == '<p><a>see <img src="x"></a>.</p>'


def test_what_is_not_rewritten_stays_the_same_node():
    """Reading finishes thousands of blocks of which a few have an empty link."""
    node = element("p", {}, element("em", {}, "a"), element("a", {}, "b"))

    assert rewritten(node, {"s": lambda _node: EMPTY}) is node
    changed = rewritten(node, {"a": lambda link: element("b", {}, *link.children)})
    assert html(changed) == "<p><em>a</em><b>b</b></p>" and changed.children[0] is node.children[0]
    assert [each.tag for each in elements(changed)] == ["p", "em", "b"]


def test_builder_closes_what_is_open():
    """Ends without a start are passed over, words side by side become one."""
    tree = TreeBuilder()
    tree.end()
    tree.start("p", {"class": ""})
    tree.add("a", "b", Node(children=("c", element("br"))))
    tree.start("em")
    tree.add("d")

    assert tree.tree() == Node(children=(Node("p", {}, ("abc", Node("br"), Node("em", {}, ("d",)))),))
    assert not EMPTY and Node("br")


def test_emphasis_ends_with_its_paragraph(tmp_path):
    """The line that says whose words they are is cut off, even in the middle of an emphasis."""
    assert html_of(tmp_path, "> *Words\n> — of somebody* else\n") == (
        '<blockquote><p><em>Words</em></p>\n<p class="attribution">— of somebody else</p>\n</blockquote>')


def test_an_empty_link_in_a_title_has_its_words(tmp_path):
    """The title of a box is text for bookmarks as well."""
    _, box = blocks(tmp_path, '## A heading {#there}\n\n::: box "See [](#there)"\nWords.\n:::\n')

    assert box.spec.title == "See A heading"
