import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;
import com.sun.jna.ptr.LongByReference;
import com.sun.jna.ptr.PointerByReference;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** relance.h for Java: decides on the leads of one tenant. For one thread at a time. */
public final class Relance implements AutoCloseable {
  static final long NEVER = Long.MAX_VALUE;
  private static final long AT_ONCE = 100; // effects of a claim, lines of a list
  private static final NativeLibrary C =
      NativeLibrary.getInstance(System.getenv().getOrDefault("RELANCE_LIBRARY", "relance"));

  @FieldOrder({"data", "size"})
  public static class Text extends Structure {
    public Pointer data;
    public long size;

    public static final class Value extends Text implements Structure.ByValue {}

    Text set(String words) {
      byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
      data = new Memory(bytes.length + 1L); // freed with this text
      data.write(0, bytes, 0, bytes.length);
      size = bytes.length;
      return this;
    }

    @Override
    public String toString() {
      return size == 0 ? "" : new String(data.getByteArray(0, (int) size), StandardCharsets.UTF_8);
    }
  }

  /** The first members; those that follow in relance.h keep their defaults. */
  @FieldOrder({"structSize", "durability", "path"})
  public static final class OpenOptions extends Structure {
    public int structSize, durability;
    public Text path = new Text();
  }

  @FieldOrder({"structSize", "reserved", "name", "text"})
  public static final class Attribute extends Structure implements Structure.ByReference {
    public int structSize, reserved;
    public Text name = new Text(), text = new Text();
  }

  @FieldOrder({"structSize", "given", "lead", "name", "key", "actor", "occurredAt", "now",
      "attributes", "attributeCount", "attributeStride"})
  public static final class Event extends Structure {
    public int structSize, given;
    public Text lead = new Text(), name = new Text(), key = new Text(), actor = new Text();
    public long occurredAt, now;
    public Attribute attributes;
    public long attributeCount, attributeStride;
  }

  /** Something that happened to a lead. Told again under its key, it counts once. */
  record Told(String lead, String name, String key, String attribute, String value) {
    void to(Event event) {
      event.structSize = event.size();
      event.lead.set(lead);
      event.name.set(name);
      event.key.set(key);
      if (attribute.isEmpty()) return;
      event.attributes = new Attribute();
      event.attributes.structSize = event.attributes.size();
      event.attributes.name.set(attribute);
      event.attributes.text.set(value);
      event.attributeCount = 1;
      event.attributeStride = event.attributes.size();
    }
  }

  /** One answer; what it does not have is empty. The numbers are those of relance_field. */
  record Row(String id, String lead, String state, String verb, String name, String because,
      String verdict, String message, String text, long token, long notBefore, long by) {
    static Row of(Pointer rows, long i) {
      return new Row(text(rows, i, 1), text(rows, i, 2), text(rows, i, 26), text(rows, i, 15),
          text(rows, i, 16), text(rows, i, 30), text(rows, i, 6), text(rows, i, 8),
          text(rows, i, 40), number(rows, i, 22), number(rows, i, 19), number(rows, i, 32));
    }
    private static String text(Pointer rows, long i, int field) {
      return result(Text.Value.class, "rows_text", rows, i, field).toString();
    }
    private static long number(Pointer rows, long i, int field) {
      return result(Long.class, "rows_number", rows, i, field);
    }
    static List<Row> read(Pointer rows) {
      long count = result(Long.class, "rows_count", rows);
      return LongStream.range(0, count).mapToObj(i -> of(rows, i)).toList();
    }
  }

  private final Pointer engine;
  private final String tenant;

  Relance(String database, String tenant) {
    OpenOptions options = new OpenOptions();
    options.structSize = options.size();
    options.path.set(database);
    this.engine = made("open", options);
    this.tenant = tenant;
  }

  @Override
  public void close() {
    free("close", engine);
  }

  /** Puts rules in force for new leads and answers with their name. */
  String deploy(String rules, String file, long now) {
    Pointer workflow = made("compile", rules, file, Pointer.NULL);
    try {
      check("deploy", engine, tenant, workflow, now, "");
      return result(Text.Value.class, "workflow_text", workflow, 16).toString();
    } finally {
      free("workflow_destroy", workflow);
    }
  }

  /** Decides events, all of them or none, and answers in their order. */
  List<Row> submit(List<Told> told, long now) {
    Event[] events = (Event[]) new Event().toArray(told.size());
    for (int i = 0; i < events.length; ++i) told.get(i).to(events[i]);
    long count = events.length, stride = events[0].size();
    return rows("submit", engine, tenant, events, count, stride, now);
  }

  /** Fires what is due and answers how much that was. */
  long tick(long now) {
    LongByReference fired = new LongByReference();
    check("tick", engine, tenant, now, 0L, fired, Pointer.NULL);
    return fired.getValue();
  }

  List<Row> claim(long now) {
    return rows("claim", engine, tenant, now, AT_ONCE, 0L);
  }

  void ack(Row effect, long now) {
    check("ack", engine, tenant, effect.id(), (int) effect.token(), now);
  }

  List<Row> worklist(long now) {
    return rows("worklist", engine, tenant, now, Pointer.NULL, AT_ONCE);
  }

  private static <T> T result(Class<T> type, String name, Object... parameters) {
    Object[] given = Arrays.stream(parameters)
        .map(one -> one instanceof String words ? new Text.Value().set(words) : one).toArray();
    return type.cast(C.getFunction("relance_" + name).invoke(type, given));
  }

  private static void free(String name, Pointer handle) {
    C.getFunction("relance_" + name).invokeVoid(new Object[] {handle});
  }

  /** Makes a call. What is thrown says its message, or all that is wrong with the rules. */
  private static void check(String name, Object... parameters) {
    PointerByReference out = new PointerByReference();
    if (result(Integer.class, name, and(parameters, out)) == 0) return;
    Pointer error = out.getValue();
    List<Row> found = Row.read(result(Pointer.class, "error_diagnostics", error));
    String message = found.stream().map(Row::text).collect(Collectors.joining());
    if (found.isEmpty()) message = result(Text.Value.class, "error_message", error).toString();
    free("error_destroy", error);
    throw new IllegalStateException(message.stripTrailing());
  }

  private static Pointer made(String name, Object... parameters) {
    PointerByReference out = new PointerByReference();
    check(name, and(parameters, out));
    return out.getValue();
  }

  private static List<Row> rows(String name, Object... parameters) {
    Pointer rows = made(name, parameters);
    try {
      return Row.read(rows);
    } finally {
      free("rows_destroy", rows);
    }
  }

  private static Object[] and(Object[] parameters, Object last) {
    Object[] all = Arrays.copyOf(parameters, parameters.length + 1, Object[].class);
    all[parameters.length] = last;
    return all;
  }
}
