"""Where everything stands: each region a block of boxes in rows, regions in the order of the notes, in linear time.

Boxes are sized from their text first and then set like words in a paragraph, so nothing can overlap, and a section
keeps its place while a few notes change. Only ``+ - * /`` and square roots are used, which give the same bits on every
machine; a force layout would not, and it takes a hundred times as long.
"""

from __future__ import annotations

import math
from collections import defaultdict
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from notes2anki.export.map.page import Page

WIDE = 1.4
"""Width to height of the map on a desk, beside the panel."""
TALL = 0.78
"""The same on a phone held upright, above the sheet."""
SMALLEST, LARGEST = 13.0, 17.5
"""Sizes of the names, in px at scale 1."""
_LINE = 1.22  # height of a line of text, in font sizes
_PADDING = (22.0, 18.0)  # beside the name; above and below it, where the beads are
_GAP = (11.0, 10.0)  # between the boxes of a region
_BETWEEN = (50.0, 74.0)  # between regions; the second leaves room for the title
_BLOCKS = (170.0, 350.0)  # between files; the second leaves room for the name of the file
_TITLE = (22.0, 260.0)  # size of a region's title, and the widest that is made room for; a longer one takes two lines
_FILE = (44.0, 700.0)  # the same for the name of a file
_STRIP = 2.6  # a region is at most about this many times as wide as high
_NAME = 190.0  # a name wider than this is set in two lines
_PASSES = 6  # how often concepts are drawn towards those they are linked with
_NARROW = frozenset("iljtfI.,:;|'!()[] ")
_BROAD = frozenset("mwMW@%&")


class Point(NamedTuple):
    """The middle of something, in px at scale 1."""

    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Box:
    """How large a spot is drawn, and how its name is set."""

    lines: tuple[str, ...]
    font: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Boxes of the spots and their middles on wide and on tall screens."""

    boxes: tuple[Box, ...]
    wide: tuple[Point, ...]
    tall: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class _Block:
    """Something laid out: a spot, or blocks with where their top left corners are from its own."""

    width: float
    height: float
    spot: int = -1
    parts: tuple[tuple[_Block, Point], ...] = ()

    def spots(self) -> Iterator[tuple[int, Point]]:
        """Give the middles of the spots in it; asked only of the block that is taken, for many are tried."""
        if self.spot >= 0:
            yield self.spot, Point(self.width / 2, self.height / 2)
        for part, corner in self.parts:
            for spot, point in part.spots():
                yield spot, Point(round(point.x + corner.x, 1), round(point.y + corner.y, 1))


@dataclass(frozen=True, slots=True)
class _Region:
    spots: tuple[int, ...]
    title: float
    """Width that the title needs."""


@dataclass(frozen=True, slots=True)
class _File:
    regions: tuple[_Region, ...]
    title: float


def lay_out(page: Page) -> Layout:
    """Find a place for every spot of the page."""
    most = max((weight(len(spot.questions), spot.degree) for spot in page.spots), default=1.0)
    boxes = tuple(_box(spot.name, math.sqrt(weight(len(spot.questions), spot.degree) / most)) for spot in page.spots)
    files = _order(page)
    return Layout(boxes, _page(files, boxes, WIDE), _page(files, boxes, TALL))


def weight(questions: int, degree: int) -> float:
    """Say how much a concept matters on the map: what is asked about it, and what it hangs together with."""
    return questions + degree / 4 + 0.01


def text_width(text: str, font: float) -> float:
    """Estimate the width of a text in px: a little more than common system fonts take."""
    ems = 0.0
    for letter in text:
        if letter in _NARROW:
            ems += 0.3
        elif letter in _BROAD:
            ems += 0.88
        elif letter > "\u2e80":
            ems += 1.0
        else:
            ems += 0.65 if letter.isupper() or letter.isdigit() else 0.56
    return ems * font * 1.06


def _box(name: str, importance: float) -> Box:
    font = round(SMALLEST + (LARGEST - SMALLEST) * importance, 1)
    lines = _wrapped(name, font)
    width = max(text_width(line, font) for line in lines) + _PADDING[0]
    return Box(lines, font, round(width, 1), round(len(lines) * font * _LINE + _PADDING[1], 1))


def _wrapped(name: str, font: float) -> tuple[str, ...]:
    """Set a name in one line, or in two of about the same length; what is longer still is cut, and whole in the panel."""
    if text_width(name, font) <= _NAME:
        return (name,)
    middle = len(name) / 2
    spaces = [index for index, letter in enumerate(name) if letter == " "]
    cut = min(spaces, key=lambda index: (abs(index - middle), index), default=0)
    lines = (name[:cut], name[cut + 1 :]) if cut else (name,)
    return tuple(_cut(line, font) for line in lines)


def _cut(line: str, font: float) -> str:
    room = _NAME * 1.15
    if text_width(line, font) <= room:
        return line
    kept = 0.0
    for index, letter in enumerate(line):
        kept += text_width(letter, font)
        if kept > room - font:
            return line[:index].rstrip() + "…"
    return line


def _order(page: Page) -> list[_File]:
    """Give the spots by file and region, in each region those that are linked near each other."""
    first = [spot.questions[0] if spot.questions else len(page.questions) for spot in page.spots]
    linked: defaultdict[int, list[int]] = defaultdict(list)
    for link in page.links:
        if link.backbone and page.spots[link.source].region == page.spots[link.target].region:
            linked[link.source].append(link.target)
            linked[link.target].append(link.source)
    members: defaultdict[int, list[int]] = defaultdict(list)
    for spot in sorted(range(len(page.spots)), key=lambda index: (page.spots[index].degree == 0, first[index], index)):
        members[page.spots[spot].region].append(spot)
    files: defaultdict[int, list[_Region]] = defaultdict(list)
    for region, spots in sorted(members.items()):
        title = min(_TITLE[1], text_width(page.regions[region].title, _TITLE[0]))
        files[page.regions[region].file].append(_Region(tuple(_drawn_together(spots, linked)), title))
    if len(page.files) < 2:
        return [_File(tuple(regions), 0) for regions in files.values()]
    names = (PurePosixPath(path).stem for path in page.files)
    titles = [min(_FILE[1], text_width(name, _FILE[0])) for name in names]
    return [_File(tuple(regions), titles[file]) for file, regions in sorted(files.items())]


def _drawn_together(spots: Sequence[int], linked: defaultdict[int, list[int]]) -> list[int]:
    """Move linked concepts towards each other, from the order in which the notes name them."""
    anchor = {spot: float(index) for index, spot in enumerate(spots)}
    at = dict(anchor)
    for _ in range(_PASSES):
        at = {
            spot: (anchor[spot] + 2 * sum(at[other] for other in linked[spot])) / (1 + 2 * len(linked[spot]))
            for spot in spots
        }
    return sorted(spots, key=lambda spot: (at[spot], anchor[spot]))


def _page(files: Sequence[_File], boxes: Sequence[Box], aspect: float) -> tuple[Point, ...]:
    """Set the whole page as near to the given width-to-height as shelves allow."""
    if not files:
        return ()
    best: tuple[float, _Block] | None = None
    area = sum(_areas([region for file in files for region in file.regions], boxes))
    for stretch in (0.75, 0.9, 1.0, 1.1, 1.25, 1.45):
        block = _files(files, boxes, math.sqrt(area * aspect) * stretch)
        side = max(block.width / aspect, block.height)
        if best is None or side < best[0]:
            best = side, block
    assert best  # there is at least one stretch
    return tuple(point for _, point in sorted(best[1].spots()))


def _files(files: Sequence[_File], boxes: Sequence[Box], width: float) -> _Block:
    areas = [sum(_areas(file.regions, boxes)) for file in files]
    return _stacked(
        [
            _beside([_regions(files[index], boxes, share) for index, share in shelf], _BLOCKS[0])
            for shelf in _shelves(areas, width, _BLOCKS[0])
        ],
        _BLOCKS[1],
    )


def _regions(file: _File, boxes: Sequence[Box], width: float) -> _Block:
    shelves = [
        _beside([_rows(file.regions[index], boxes, share) for index, share in shelf], _BETWEEN[0])
        for shelf in _shelves(_areas(file.regions, boxes), width, _BETWEEN[0])
    ]
    return _stacked([_Block(file.title, -_BETWEEN[1]), *shelves], _BETWEEN[1])


def _areas(regions: Sequence[_Region], boxes: Sequence[Box]) -> list[float]:
    """Estimate what each region takes with the room around it, in square px."""
    sides = []
    for region in regions:
        area = sum((boxes[spot].width + _GAP[0]) * (boxes[spot].height + _GAP[1]) for spot in region.spots) * 1.12
        side = math.sqrt(area)
        sides.append((side * 1.2 + _BETWEEN[0]) * (side / 1.2 + _BETWEEN[1]))
    return sides


def _shelves(areas: Sequence[float], width: float, gap: float) -> list[list[tuple[int, float]]]:
    """Deal things of these areas, in order, to shelves of about this width; each with the width it gets there."""
    total = sum(areas)
    usual = math.sqrt(total / len(areas)) / 1.15  # height of a thing somewhat wider than high
    count = max(1, min(len(areas), round(total / width / usual)))
    shelves: list[list[int]] = [[] for _ in range(count)]
    before = 0.0
    for index, area in enumerate(areas):
        shelves[min(count - 1, int((before + area / 2) / total * count))].append(index)
        before += area
    dealt = []
    for shelf in shelves:
        full = sum(areas[index] for index in shelf)
        room = width - gap * (len(shelf) - 1)
        if shelf:
            dealt.append([(index, room * areas[index] / full) for index in shelf])
    return dealt


def _rows(region: _Region, boxes: Sequence[Box], width: float) -> _Block:
    """Set the boxes of a region in centred rows, shorter at the top and the bottom, which makes a round shape."""
    total = sum(boxes[spot].width + _GAP[0] for spot in region.spots)
    broadest = max(boxes[spot].width for spot in region.spots) + _GAP[0]
    pitch = boxes[region.spots[0]].height + _GAP[1]
    count = max(1, round(total / max(width, broadest) * 1.08), round(math.sqrt(total / pitch / _STRIP)))
    room = [1 - 0.3 * ((2 * row + 1) / count - 1) ** 2 for row in range(count)]
    scale = total / sum(room)
    rows: list[list[int]] = [[] for _ in range(count)]
    row, filled, limit = 0, 0.0, room[0] * scale
    for spot in region.spots:
        advance = boxes[spot].width + _GAP[0]
        while filled + advance / 2 > limit and row < count - 1:
            row += 1
            limit += room[row] * scale
        rows[row].append(spot)
        filled += advance
    singles = ([_Block(boxes[spot].width, boxes[spot].height, spot) for spot in row] for row in rows if row)
    return _stacked([_Block(region.title, 0), *(_beside(single, _GAP[0]) for single in singles)], _GAP[1])


def _beside(blocks: Sequence[_Block], gap: float) -> _Block:
    """Set blocks side by side, middles on one line."""
    height = max(block.height for block in blocks)
    parts = []
    x = 0.0
    for block in blocks:
        parts.append((block, Point(x, (height - block.height) / 2)))
        x += block.width + gap
    return _Block(x - gap, height, parts=tuple(parts))


def _stacked(blocks: Sequence[_Block], gap: float) -> _Block:
    """Set blocks below each other, centred."""
    width = max(block.width for block in blocks)
    parts = []
    y = 0.0
    for block in blocks:
        parts.append((block, Point((width - block.width) / 2, y)))
        y += block.height + gap
    return _Block(width, y - gap, parts=tuple(parts))
