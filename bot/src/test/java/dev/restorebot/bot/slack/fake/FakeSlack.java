package dev.restorebot.bot.slack.fake;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A Slack of the tests' own. Alice, Bob and a stranger are in the channel `ops` with the app `restorebot`, Bob in the user
/// group `ops`. Thread-safe.
public final class FakeSlack implements AutoCloseable {
  /// The app's bot token.
  public static final String BOT_TOKEN = "xoxb-fake-bot";
  /// The app's token for Socket Mode.
  public static final String APP_TOKEN = "xapp-fake-app";
  /// Somebody's token for app manifests.
  public static final String CONFIGURATION_TOKEN = "xoxe.xoxp-fake-configuration";
  /// Signs requests in HTTP mode.
  public static final String SIGNING_SECRET = "fake-signing-secret";
  /// The channel `ops`.
  public static final String OPS = "C0OPS";

  static final Set<String> TOKENS = Set.of(BOT_TOKEN, APP_TOKEN, CONFIGURATION_TOKEN);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Watch watch = new Watch();
  private final SlackTime time = new SlackTime();
  private final Workspace workspace = new Workspace(time);
  private final Trouble trouble = new Trouble(time);
  private final Conversation conversation = new Conversation(workspace);
  private final Sockets sockets = new Sockets(watch, trouble);
  private final WebServer web;
  private final Addresses addresses;
  private final Deliveries deliveries;
  private final People people;

  private FakeSlack() throws IOException, InterruptedException {
    sockets.startListening();
    web = new WebServer(watch, workspace, trouble);
    addresses = new Addresses(web.port(), sockets.getPort());
    var responseUrls = new ResponseUrls(workspace, conversation, addresses);
    var app = new AppMethods(workspace, addresses);
    var files = new FileMethods(workspace, conversation, addresses);
    deliveries = new Deliveries(watch, workspace, time, sockets);
    people = new People(workspace, conversation, responseUrls, deliveries);
    sockets.serve(app::redeem, deliveries);
    web.serve(new Methods(workspace, conversation, app, files), files, responseUrls);
  }

  /// Starts one.
  public static FakeSlack start() throws IOException, InterruptedException {
    var slack = new FakeSlack();
    slack.user("U0ALICE", "alice").user("U0BOB", "bob").user("U0STRANGER", "stranger").user("U0BOT", "restorebot");
    slack.group("S0OPS", "ops", "U0BOB");
    return slack.channel(OPS, "ops", "U0ALICE", "U0BOB", "U0STRANGER", "U0BOT");
  }

  /// For `SlackConfig.setMethodsEndpointUrlPrefix`.
  public String methodsUrl() {
    return addresses.api();
  }

  /// Adds a person.
  public FakeSlack user(String id, String name) {
    watch.change(() -> workspace.people().put(id, name));
    return this;
  }

  /// Makes a guest of a person.
  public void guest(String user) {
    watch.change(() -> workspace.guests().add(user));
  }

  /// Switches the account of a person off.
  public void deactivate(String user) {
    watch.change(() -> workspace.deactivated().add(user));
  }

  /// Adds a user group, or changes its members.
  public FakeSlack group(String id, String handle, String... members) {
    watch.change(() -> workspace.groups().put(id, new Workspace.Group(id, handle, List.of(members))));
    return this;
  }

  /// Adds a channel.
  public FakeSlack channel(String id, String name, String... members) {
    watch.change(() -> workspace.rooms().put(id, new Room(id, name, false, List.of(members))));
    return this;
  }

  /// Adds a private channel.
  public FakeSlack privateChannel(String id, String name, String... members) {
    watch.change(() -> workspace.rooms().put(id, new Room(id, name, true, List.of(members))));
    return this;
  }

  /// Lets somebody, or the app, into a channel.
  public void join(String channel, String user) {
    watch.change(() -> workspace.room(channel).members().add(user));
  }

  /// Puts somebody, or the app, out of a channel.
  public void kick(String channel, String user) {
    watch.change(() -> workspace.room(channel).members().remove(user));
  }

  /// Nobody can write there any more.
  public void archive(String channel) {
    watch.change(() -> workspace.room(channel).archive());
  }

  /// Another company gets into a channel.
  public void share(String channel) {
    watch.change(() -> workspace.room(channel).share());
  }

  /// Takes a scope from the app.
  public void removeScope(String scope) {
    watch.change(() -> workspace.app().scopes().remove(scope));
  }

  /// Gives the app a scope, or gives it back.
  public void addScope(String scope) {
    watch.change(() -> workspace.app().scopes().add(scope));
  }

  /// Sets what `apps.manifest.export` answers.
  public void manifest(String json) {
    watch.change(() -> workspace.app().manifest(json));
  }

  /// Types a slash command.
  public Ack command(String user, String channel, String command, String text) {
    return watch.make(() -> people.command(user, channel, command, text));
  }

  /// Mentions the app in the channel.
  public Ack mention(String user, String channel, String text) {
    return watch.make(() -> people.mention(user, channel, null, text));
  }

  /// Mentions the app in the thread that `message` is in, or begins.
  public Ack mention(String user, Message message, String text) {
    return watch.make(() -> people.mention(user, message.channel(), message.thread(), text));
  }

  /// Sends any event.
  public Ack event(ObjectNode event) {
    return watch.make(() -> people.event(event));
  }

  /// Clicks the button, or chooses the option, of that label in the message as it is now.
  public Ack click(String user, Message message, String label) {
    return watch.make(() -> people.clickOld(user, people.now(message), label));
  }

  /// Clicks a button of the message as it was when it was looked at.
  public Ack clickOld(String user, Message message, String label) {
    return watch.make(() -> people.clickOld(user, message, label));
  }

  /// Clicks a button of a message that only its reader sees.
  public Ack click(Ephemeral ephemeral, String label) {
    return watch.make(() -> people.click(ephemeral, label));
  }

  /// Submits a modal.
  ///
  /// @param values what was filled in, by `block_id/action_id`; of a menu the label
  public Ack submit(String user, View view, Map<String, String> values) {
    return watch.make(() -> people.submit(user, view, values));
  }

  /// Closes a modal; the app hears of it if it asked to.
  public Ack cancelView(String user, View view) {
    return watch.make(() -> people.cancel(user, view));
  }

  /// Sends the same payload again, in another envelope.
  public Ack redeliver(Ack ack) {
    return deliveries.again(ack);
  }

  /// Sends the very same envelope again; `ack` then counts both acknowledgements.
  public void redeliverSame(Ack ack) {
    deliveries.repeat(ack);
  }

  /// Sends an event again as Slack does when it was not acknowledged.
  public Ack retry(Ack ack) {
    return deliveries.retry(ack);
  }

  /// From now on everything is sent to the app's own URL, signed.
  public void deliverTo(URI url) {
    deliveries.deliverTo(url, UnaryOperator.identity());
  }

  /// From now on everything is sent to the app's own URL, after `onTheWay` altered it.
  public void deliverTo(URI url, UnaryOperator<SignedRequest> onTheWay) {
    deliveries.deliverTo(url, onTheWay);
  }

  /// Nobody reaches it: connections break, also those that are open.
  public void down() {
    watch.change(() -> {
      trouble.goDown();
      sockets.drop();
    });
  }

  /// Takes connections and says nothing, until it is up again.
  public void hang() {
    watch.change(trouble::hang);
  }

  /// All is well again.
  public void up() {
    watch.change(trouble::comeUp);
  }

  /// Answers the next calls with HTTP status 500.
  public void answer500(int times) {
    watch.change(() -> trouble.befall(new Trouble.Misfortune.Status(500, Duration.ZERO), times));
  }

  /// Answers the next calls of a method with HTTP status 429.
  public void rateLimit(String method, Duration retryAfter, int times) {
    watch.change(() -> trouble.befall(method, new Trouble.Misfortune.Status(429, retryAfter), times));
  }

  /// Answers 429 to whoever posts more than once a second in a channel.
  public void strict() {
    watch.change(trouble::strict);
  }

  /// Refuses the next calls of a method.
  public void fail(String method, String error, int times) {
    watch.change(() -> trouble.befall(method, new Trouble.Misfortune.Refused(error), times));
  }

  /// Does what the next calls of a method ask for, but breaks the connection before the answer. Slack's client may ask again
  /// by itself, on a connection that was used before.
  public void loseAnswer(String method, int times) {
    watch.change(() -> trouble.befall(method, new Trouble.Misfortune.Lost(), times));
  }

  /// Tells the open sockets to go, as with `warning` or `refresh_requested`; they stay open until `closeOldSockets`. With
  /// `link_disabled` they are closed, and so is each new one until `enableLink`; with `too_many_websockets` they are closed.
  public void disconnect(String reason) {
    watch.change(() -> {
      switch (reason) {
        case "warning", "refresh_requested" -> sockets.announce(reason);
        case "link_disabled" -> {
          trouble.disableLink();
          sockets.partAll(reason);
        }
        default -> sockets.partAll(reason);
      }
    });
  }

  /// Lets sockets be opened again after `link_disabled`.
  public void enableLink() {
    watch.change(trouble::enableLink);
  }

  /// Closes the sockets that were told to go.
  public void closeOldSockets() {
    watch.change(sockets::closeOld);
  }

  /// Breaks the open sockets without a word.
  public void dropSockets() {
    watch.change(sockets::drop);
  }

  /// The app's tokens are no longer good.
  public void revoke() {
    watch.change(() -> workspace.app().revoke());
  }

  /// Deletes a message, as a person might.
  public void delete(Message message) {
    watch.change(() -> workspace.room(message.channel()).replace(message.ts(), Message::gone));
  }

  /// Lets time pass for Slack: triggers and response URLs expire.
  public void pass(Duration passing) {
    watch.change(() -> time.pass(passing));
  }

  /// All messages of a channel in the order they were posted, deleted ones too.
  public List<Message> messages(String channel) {
    return watch.see(() -> workspace.room(channel).messages());
  }

  /// The replies of a thread, without the message that began it.
  public List<Message> thread(String channel, String ts) {
    return messages(channel).stream().filter(message -> message.isReply() && ts.equals(message.threadTs())).toList();
  }

  /// What a person alone saw, the newest last.
  public List<Ephemeral> ephemerals(String user) {
    return watch.see(() -> workspace.ephemerals().stream().filter(each -> each.user().equals(user)).toList());
  }

  /// The modals that were opened for a person, also closed ones, the newest last.
  public List<View> views(String user) {
    return watch.see(() -> workspace.views().values().stream().filter(view -> view.user().equals(user)).toList());
  }

  /// What was uploaded.
  public List<UploadedFile> files() {
    return watch.see(() -> List.copyOf(workspace.files().values()));
  }

  /// All calls of the Web API; an answer to a response URL is one of method `response`.
  public List<Call> calls() {
    return watch.see(() -> List.copyOf(workspace.calls()));
  }

  /// All calls of a method.
  public List<Call> calls(String method) {
    return calls().stream().filter(call -> call.method().equals(method)).toList();
  }

  /// What the app did that Slack does not take or does not like. Empty, unless a test provokes it.
  public List<String> violations() {
    return watch.see(() -> List.copyOf(workspace.violations()));
  }

  /// All that was sent to the app, in order.
  public List<Ack> acks() {
    return watch.see(deliveries::all);
  }

  /// How many sockets are open.
  public int openSockets() {
    return watch.see(sockets::open);
  }

  /// How many sockets were ever open.
  public int openedSockets() {
    return watch.see(sockets::opened);
  }

  /// A channel as a person reads it, threads indented.
  public String transcript(String channel) {
    return watch.see(() -> Transcripts.of(messages(channel), workspace));
  }

  /// All messages of a channel as JSON that is the same each time.
  public String json(String channel) {
    return watch.see(() -> Transcripts.json(messages(channel), workspace.app()));
  }

  /// Waits until `condition` holds; it may look at anything.
  ///
  /// @throws AssertionError if it does not within 20 s
  public void await(String what, BooleanSupplier condition) {
    if (!watch.await(condition, PATIENCE)) {
      throw new AssertionError("still not: " + what + "\n" + state());
    }
  }

  private String state() {
    return watch.see(() -> {
      var text = new StringBuilder();
      workspace.rooms().keySet().forEach(channel -> text.append(transcript(channel)));
      workspace.ephemerals().forEach(each -> text.append("to ").append(each.user()).append(": ").append(each.plain())
          .append('\n'));
      workspace.calls().stream().skip(Math.max(0, workspace.calls().size() - 10))
          .forEach(call -> text.append(call.method()).append(' ').append(call.outcome()).append('\n'));
      return text.append(workspace.violations()).toString();
    });
  }

  @Override
  public void close() {
    watch.change(trouble::goDown);
    web.close();
    deliveries.close();
    sockets.stopListening();
  }
}
