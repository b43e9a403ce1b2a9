<?php
// A morning at a dealership, from PHP: host.php RULES [DATABASE]; without a database, in memory.
declare(strict_types=1);

require __DIR__ . '/relance.php';

/** Tells one engine what happens, and does what it asks for. */
final class Host
{
    private const MINUTE = 60_000_000; // microseconds
    private const AT_ONCE = 100; // effects of a claim, lines of a list

    /** $now: the engine has no clock, this one is set by hand. */
    public function __construct(private Engine $engine, private int $now)
    {
    }

    public function deploy(string $rules, string $file): void
    {
        $this->say($this->engine->deploy($rules, $file, $this->now) . ' is in force');
    }

    /** Told again under its key, an event counts once. */
    public function tell(array ...$events): void
    {
        foreach ($this->engine->submit($events, $this->now) as $i => $decision) {
            $why = $decision['MESSAGE'] === '' ? '' : ": {$decision['MESSAGE']}";
            $this->say("{$events[$i][0]}  told {$events[$i][1]}: {$decision['VERDICT']}$why");
        }
    }

    /** Here a host would send, ring or alert; this one only says that it did. */
    public function act(): void
    {
        foreach ($this->engine->rows('claim', $this->now, self::AT_ONCE, 0) as $effect) {
            $this->say("{$effect['LEAD']}  do {$effect['VERB']} {$effect['NAME']}");
            $this->engine->call('ack', $effect['ID'], $effect['TOKEN'], $this->now);
            if ($effect['VERB'] === 'send') {
                $this->tell([$effect['LEAD'], 'sent', $effect['ID'], 'outcome', 'delivered']);
            }
        }
    }

    public function letPass(int $minutes): void
    {
        $this->now += $minutes * self::MINUTE;
        $fired = $this->engine->tick($this->now);
        if ($fired > 0) {
            $this->say("timers fired: $fired");
        }
    }

    public function printWork(): void
    {
        foreach ($this->engine->rows('worklist', $this->now, null, self::AT_ONCE) as $item) {
            $times = 'not before ' . self::show($item['NOT_BEFORE']);
            $times .= $item['BY'] === PHP_INT_MAX ? '' : ', by ' . self::show($item['BY']);
            $what = "{$item['VERB']} {$item['NAME']} because of {$item['BECAUSE']}";
            $this->say("{$item['LEAD']}  {$item['STATE']}: $what, $times");
        }
    }

    private function say(string $words): void
    {
        echo self::show($this->now), '  ', $words, "\n";
    }

    private static function show(int $instant): string
    {
        return gmdate('Y-m-d H:i', intdiv($instant, 1_000_000));
    }
}

function morning(Host $host): void
{
    $host->tell(
        ['L-1', 'received', 'form-1', 'model', 'Estuary'],
        ['L-2', 'received', 'form-2', 'model', 'Lagoon'],
        ['L-3', 'received', 'form-3', 'model', 'Estuary'],
    );
    $host->act();
    $host->letPass(5);
    $host->tell(
        ['L-1', 'attempted', 'call-1', 'outcome', 'conversation'],
        ['L-2', 'attempted', 'call-2', 'outcome', 'no_answer'],
        ['L-3', 'sold', 'desk-1', '', ''],
        ['L-3', 'lost', 'desk-2', 'reason', 'duplicate'],
    );
    $host->act();
    $host->letPass(15);
    $host->tell(
        ['L-1', 'attempted', 'call-3', 'outcome', 'conversation'],
        ['L-1', 'booked', 'desk-3', 'at', '2026-03-03T15:00:00+01:00'],
    );
    $host->act();
    for ($i = 0; $i < 7; ++$i) {
        $host->letPass(10);
        $host->act();
    }
    $host->printWork();
}

[$rules, $database] = [$argv[1] ?? 'rules.yaml', $argv[2] ?? ''];
try {
    $text = @file_get_contents($rules) ?: throw new RuntimeException("$rules: cannot be read");
    $host = new Host(new Engine($database, 'harbour'), gmmktime(9, 0, 0, 3, 2, 2026) * 1_000_000);
    $host->deploy($text, $rules);
    morning($host);
} catch (RuntimeException $error) {
    fwrite(STDERR, $error->getMessage() . "\n");
    exit(1);
}
