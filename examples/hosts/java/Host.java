import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** A morning at a dealership, from Java: Host RULES [DATABASE]; without a database, in memory. */
public final class Host {
  private static final DateTimeFormatter SHOWN =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneOffset.UTC);

  private final Relance engine;
  private Instant clock = Instant.parse("2026-03-02T09:00:00Z"); // the engine has none: set by hand

  Host(Relance engine) {
    this.engine = engine;
  }

  private long now() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, clock);
  }

  private static String show(long instant) {
    return SHOWN.format(Instant.EPOCH.plus(instant, ChronoUnit.MICROS));
  }

  private void say(String format, Object... words) {
    System.out.println(SHOWN.format(clock) + "  " + String.format(format, words));
  }

  void deploy(String rules, String file) {
    say("%s is in force", engine.deploy(rules, file, now()));
  }

  void tell(Relance.Told... events) {
    List<Relance.Row> decisions = engine.submit(List.of(events), now());
    for (int i = 0; i < events.length; ++i) {
      String why = decisions.get(i).message();
      say("%s  told %s: %s%s", events[i].lead(), events[i].name(), decisions.get(i).verdict(),
          why.isEmpty() ? "" : ": " + why);
    }
  }

  /** Here a host would send, ring or alert; this one only says that it did. */
  void act() {
    for (Relance.Row effect : engine.claim(now())) {
      say("%s  do %s %s", effect.lead(), effect.verb(), effect.name());
      engine.ack(effect, now());
      if (effect.verb().equals("send")) {
        tell(new Relance.Told(effect.lead(), "sent", effect.id(), "outcome", "delivered"));
      }
    }
  }

  void letPass(int minutes) {
    clock = clock.plus(Duration.ofMinutes(minutes));
    long fired = engine.tick(now());
    if (fired > 0) say("timers fired: %d", fired);
  }

  void printWork() {
    for (Relance.Row item : engine.worklist(now())) {
      say("%s  %s: %s %s because of %s, not before %s%s", item.lead(), item.state(), item.verb(),
          item.name(), item.because(), show(item.notBefore()),
          item.by() == Relance.NEVER ? "" : ", by " + show(item.by()));
    }
  }

  void morning() {
    tell(new Relance.Told("L-1", "received", "form-1", "model", "Estuary"),
        new Relance.Told("L-2", "received", "form-2", "model", "Lagoon"),
        new Relance.Told("L-3", "received", "form-3", "model", "Estuary"));
    act();
    letPass(5);
    tell(new Relance.Told("L-1", "attempted", "call-1", "outcome", "conversation"),
        new Relance.Told("L-2", "attempted", "call-2", "outcome", "no_answer"),
        new Relance.Told("L-3", "sold", "desk-1", "", ""),
        new Relance.Told("L-3", "lost", "desk-2", "reason", "duplicate"));
    act();
    letPass(15);
    tell(new Relance.Told("L-1", "attempted", "call-3", "outcome", "conversation"),
        new Relance.Told("L-1", "booked", "desk-3", "at", "2026-03-03T15:00:00+01:00"));
    act();
    for (int i = 0; i < 7; ++i) {
      letPass(10);
      act();
    }
    printWork();
  }

  public static void main(String[] words) {
    String rules = words.length > 0 ? words[0] : "rules.yaml";
    try (Relance engine = new Relance(words.length > 1 ? words[1] : "", "harbour")) {
      Host host = new Host(engine);
      host.deploy(Files.readString(Path.of(rules)), rules);
      host.morning();
    } catch (IOException error) {
      System.err.println(rules + ": cannot be read");
      System.exit(1);
    } catch (IllegalStateException error) {
      System.err.println(error.getMessage());
      System.exit(1);
    }
  }
}
