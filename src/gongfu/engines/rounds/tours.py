"""The present plan while it is searched: who follows whom, when each begins, what it costs."""

from __future__ import annotations

from gongfu.engines.rounds.network import Network

Kept = tuple[list[int], list[int], list[int], list[int], frozenset[int], int, int, int]


class Tours:
    """Routes as chains from each setting out to its homecoming, with the earliest beginnings.

    after, before: the neighbours on the route, -1 where a task is left out.  route: the keeper's
    number.  start: the earliest moment that all the plan's waiting allows.  out: visits left
    out.  walk: minutes on foot.  late: lateness, weighed.  worst: the greatest of the tasks.
    """

    def __init__(self, network: Network) -> None:
        tasks, keepers = network.tasks, network.keepers
        outs, homes = range(tasks, tasks + keepers), range(tasks + keepers, tasks + 2 * keepers)
        self.network = network
        self.after = [-1] * tasks + list(homes) + [-1] * keepers
        self.before = [-1] * (tasks + keepers) + list(outs)
        self.route = [-1] * tasks + list(range(keepers)) * 2
        self.start = list(network.early)
        self.out = set(range(len(network.units)))
        self.walk = self.late = self.worst = 0

    def cost(self) -> int:
        """Return the points of the plan by the problem's aims, visits left out included."""
        return self.price() + sum(self.network.prize[unit] for unit in self.out)

    def price(self) -> int:
        """Return the points of what is planned."""
        net = self.network
        return self.walk * net.walking + self.late + self.worst * net.latest

    def link(self, task: int, before: int, after: int) -> None:
        """Put a task between two neighbours; the beginnings are the caller's."""
        self.after[before] = self.before[after] = task
        self.before[task], self.after[task] = before, after
        self.route[task] = self.route[before]

    def append(self, task: int, last: int, home: int) -> None:
        """Put a visit of one person at the end of a route; call `settle` afterwards."""
        away = self.network.away
        self.walk += away[last][task] + away[task][home] - away[last][home]
        self.link(task, last, home)
        self.out.discard(self.network.unit_of[task])

    def remove(self, unit: int) -> None:
        """Take a visit out; call `settle` before the beginnings are used again."""
        away = self.network.away
        for task in self.network.units[unit]:
            before, after = self.before[task], self.after[task]
            self.walk += away[before][after] - away[before][task] - away[task][after]
            self.after[before], self.before[after] = after, before
            self.before[task] = self.after[task] = self.route[task] = -1
        self.out.add(unit)

    def settle(self) -> None:
        """Find the earliest beginnings anew, and the lateness that follows.

        Every wait says "this begins at least so long after that", so going through the nodes
        until nothing moves gives the least of all schedules; in the order of the old beginnings
        two or three rounds are enough.
        """
        net, before, start = self.network, self.before, list(self.network.early)
        away, minutes, partner, lag = net.away, net.minutes, net.partner, net.lag
        order = [task for task in range(net.tasks) if before[task] >= 0]
        order.sort(key=self.start.__getitem__)
        order += range(net.tasks + net.keepers, len(start))
        moved = True
        while moved:
            moved = False
            for node in order:
                ahead = before[node]
                begin = start[ahead] + minutes[ahead] + away[ahead][node]
                other = partner[node]
                if other >= 0 and start[other] + lag[other] > begin:
                    begin = start[other] + lag[other]
                if begin > start[node]:
                    start[node] = begin
                    moved = True
                if other >= 0 and start[node] + lag[node] > start[other]:
                    start[other] = start[node] + lag[node]
                    moved = True
        self.start = start
        self._weigh(order)

    def _weigh(self, order: list[int]) -> None:
        net, self.late, self.worst = self.network, 0, 0
        for node in order:
            late = self.start[node] - net.soft[node]
            if late > 0:
                self.late += late * net.weight[node]
                if late > self.worst and node < net.tasks:
                    self.worst = late

    def kept(self) -> Kept:
        """Return a copy that `restore` takes back."""
        lists = self.after[:], self.before[:], self.route[:], self.start[:]
        return (*lists, frozenset(self.out), self.walk, self.late, self.worst)

    def restore(self, kept: Kept) -> None:
        """Be again as when the copy was kept."""
        after, before, route, start, out, self.walk, self.late, self.worst = kept
        self.after, self.before, self.route, self.start = after[:], before[:], route[:], start[:]
        self.out = set(out)
