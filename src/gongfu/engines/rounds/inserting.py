"""Put a visit back where it costs least, and know exactly what that delays.

Putting a task between two others delays what comes after, through the meetings on other routes
too; nothing begins sooner.  So the walk, the task's own lateness and its next stop's are a lower
bound, and spots are tried in its order until the bound is above the best found.  (Where a detour
is quicker than the direct way, something could begin sooner; that is seen at the next `settle`.)
"""

from __future__ import annotations

from random import Random

from gongfu.engines.rounds.tours import Tours

_Spot = tuple[int, int, int, int]  # at least so many points, node before, node after, arrival
_Link = tuple[int, int, int, int]  # task, node before, node after, beginning
_STEPS_A_TASK = 4


class _Best:
    """The cheapest way found so far to put one visit in, and what would follow from it.

    points: of the way; at first what leaving the visit out costs.  moved: the nodes that would
    begin at another moment.
    """

    __slots__ = ("late", "links", "moved", "points", "tours", "walk", "worst")

    def __init__(self, tours: Tours, points: int) -> None:
        self.tours, self.points = tours, points
        self.links: tuple[_Link, ...] = ()
        self.moved: dict[int, int] = {}
        self.walk = self.late = self.worst = 0

    def offer(self, links: tuple[_Link, ...]) -> None:
        """Take these links if they cost less, all that they delay included."""
        tours, net = self.tours, self.tours.network
        away, walk, late, worst = net.away, 0, 0, tours.worst
        moved, follows, todo = {}, {}, []
        for task, before, after, begin in links:
            if begin > net.hard[task]:
                return
            walk += away[before][task] + away[task][after] - away[before][after]
            over = begin - net.soft[task]
            if over > 0:
                late += over * net.weight[task]
                worst = max(worst, over)
            moved[task], follows[before], follows[task] = begin, task, after
            todo.append((after, begin + net.minutes[task] + away[task][after]))
        room = self.points - walk * net.walking
        if late + (worst - tours.worst) * net.latest >= room:
            return
        sums = self._delayed(todo, moved, follows, late=late, worst=worst, room=room)
        if sums is None:
            return
        late, worst = sums
        self.points = walk * net.walking + late + (worst - tours.worst) * net.latest
        self.links, self.moved = links, moved
        self.walk, self.late, self.worst = tours.walk + walk, tours.late + late, worst

    def _delayed(
        self, todo: list[tuple[int, int]], moved: dict[int, int], follows: dict[int, int],
        *, late: int, worst: int, room: int,
    ) -> tuple[int, int] | None:  # fmt: skip
        """Follow the delays through routes and meetings; write them into `moved`.

        Returns the lateness that is added and the greatest; None where a node cannot begin in
        time, the points reach `room`, or the visits would wait for each other in a ring.
        """
        tours, net = self.tours, self.tours.network
        start, after, worst_now, latest = tours.start, tours.after, tours.worst, net.latest
        soft, hard, weight, partner = net.soft, net.hard, net.weight, net.partner
        steps = _STEPS_A_TASK * net.tasks
        while todo:
            node, begin = todo.pop()
            was = moved.get(node, start[node])
            if begin <= was:
                continue
            steps -= 1
            if begin > hard[node] or not steps:
                return None
            over = begin - soft[node]
            if over > 0:
                late += (over if was <= soft[node] else begin - was) * weight[node]
                if over > worst and node < net.tasks:
                    worst = over
                if late + (worst - worst_now) * latest >= room:
                    return None
            moved[node] = begin
            if partner[node] >= 0:
                todo.append((partner[node], begin + net.lag[node]))
            following = follows.get(node, after[node])
            if following >= 0:
                todo.append((following, begin + net.minutes[node] + net.away[node][following]))
        return late, worst


def insert(tours: Tours, unit: int, *, chance: Random, blink: float) -> bool:
    """Put a visit in at its cheapest spot, if that costs less than leaving it out.

    blink: the share of routes that is overlooked at random, so that the search does not always
    take the same way (Christiaens and Vanden Berghe 2020).
    """
    tasks, best = tours.network.units[unit], _Best(tours, tours.network.prize[unit])
    spots = [_spots(tours, task, chance=chance, blink=blink) for task in tasks]
    if len(tasks) == 1:
        _offer_alone(best, tasks[0], spots[0])
    elif spots[1]:
        _offer_pairs(best, tasks, spots)
    if not best.links:
        return False
    for task, before, after, _begin in best.links:
        tours.link(task, before, after)
    for node, begin in best.moved.items():
        tours.start[node] = begin
    tours.walk, tours.late, tours.worst = best.walk, best.late, best.worst
    tours.out.discard(unit)
    return True


def _spots(tours: Tours, task: int, *, chance: Random, blink: float) -> list[_Spot]:
    """Return where a task could go, by what that costs at least."""
    net, start, follows = tours.network, tours.start, tours.after
    minutes, soft, hard, weight, walking = net.minutes, net.soft, net.hard, net.weight, net.walking
    there, back, away = net.back[task], net.away[task], net.away
    early, due, final, heavy = net.early[task], soft[task], hard[task], weight[task]
    stay, tasks, homes = minutes[task], net.tasks, net.tasks + net.keepers
    found = []
    for keeper in net.able[task]:
        if chance.random() < blink:
            continue
        before = tasks + keeper
        while before < homes:
            after, free = follows[before], start[before] + minutes[before]
            if free > final:
                break
            arrive = free + there[before]
            begin = arrive if arrive > early else early
            then = begin + stay + back[after]
            if begin <= final and then <= hard[after]:
                points = (there[before] + back[after] - away[before][after]) * walking
                if begin > due:
                    points += (begin - due) * heavy
                delay = then - max(start[after], soft[after])
                if delay > 0:
                    points += delay * weight[after]
                found.append((points, before, after, arrive))
            before = after
    found.sort()
    return found


def _offer_alone(best: _Best, task: int, spots: list[_Spot]) -> None:
    early = best.tours.network.early[task]
    for points, before, after, arrive in spots:
        if points >= best.points:
            return
        best.offer(((task, before, after, max(arrive, early)),))


def _offer_pairs(best: _Best, tasks: tuple[int, ...], spots: list[list[_Spot]]) -> None:
    """Offer the ways of a visit of two on different routes, each waiting for the other."""
    net, route, (one, two) = best.tours.network, best.tours.route, tasks
    early, lag, lag_back, least = net.early[one], net.lag[one], net.lag[two], spots[1][0][0]
    for points, before, after, arrive in spots[0]:
        if points + least >= best.points:
            return
        for points_two, before_two, after_two, arrive_two in spots[1]:
            if points + points_two >= best.points:
                break
            if route[before] == route[before_two]:
                continue
            begin = max(arrive, early)
            begin_two = max(arrive_two, early, begin + lag)
            begin = max(begin, begin_two + lag_back)
            best.offer(((one, before, after, begin), (two, before_two, after_two, begin_two)))
