package dev.restorebot.bot.slack;

import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.methods.request.chat.ChatUpdateRequest;
import dev.restorebot.bot.chat.ChatMessages;
import dev.restorebot.bot.chat.Places;
import dev.restorebot.bot.chat.picture.PlotPicture;
import dev.restorebot.bot.slack.WebApi.Outcome;
import dev.restorebot.bot.slack.block.Blocks;
import dev.restorebot.bot.slack.block.Elements;
import dev.restorebot.bot.slack.block.Rendered;
import dev.restorebot.bot.slack.block.Rendered.Overflow;
import dev.restorebot.commands.desk.Reply;
import dev.restorebot.commands.thread.Card;
import dev.restorebot.commands.thread.Content;
import dev.restorebot.commands.thread.Pacing;
import dev.restorebot.commands.thread.Post;
import dev.restorebot.text.Visible;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/// The messages of a Slack workspace. A message is named by its channel and its timestamp, `C0OPS/1767225600.000100`.
final class SlackMessages implements ChatMessages {
  /// About one new message per channel and second, about fifty edits a minute; https://docs.slack.dev/apis/web-api/rate-limits.
  private static final Pacing PACING =
      new Pacing(Duration.ofMillis(1100), Duration.ofMillis(1250), Duration.ofSeconds(3));

  private static final Logger LOG = System.getLogger(SlackMessages.class.getName());

  /// What Slack says when the message to edit is not there, or cannot be edited any more.
  private static final Set<String> GONE = Set.of("message_not_found", "cant_update_message", "edit_window_closed",
      "is_inactive", "thread_not_found", "cannot_reply_to_message");
  /// What Slack says when it does not like how a message looks.
  private static final Set<String> ILL_FORMED = Set.of("invalid_blocks", "invalid_blocks_format",
      "msg_blocks_too_long", "msg_too_long", "no_text", "invalid_arguments");
  private static final String PLAINLY =
      "\nThis message could not be shown as it should be. `/restore help` says what can be typed instead.";
  private static final Blocks NAMELESS = new Blocks(Elements.mentionable(Set.of()));
  private static final int FILE_ATTEMPTS = 3;

  private final WebApi api;
  private final Supplier<Blocks> blocks;
  private final Places places;

  SlackMessages(WebApi api, Supplier<Blocks> blocks, Places places) {
    this.api = api;
    this.blocks = blocks;
    this.places = places;
  }

  @Override
  public String name() {
    return SlackFrontEnd.NAME;
  }

  @Override
  public Pacing pacing() {
    return PACING;
  }

  private static Rendered rendered(Content content, Blocks blocks) {
    return switch (content) {
      case Post post -> blocks.post(post);
      case Card card -> blocks.card(card);
    };
  }

  @Override
  public Written post(Destination to, Content content) {
    return inAnyLook(look -> rendered(content, look), rendered -> post(to, rendered));
  }

  @Override
  public Written answer(String channel, Reply reply) {
    var to = new Destination(places.where(channel), Optional.empty(), Reach.CHANNEL);
    return inAnyLook(look -> look.reply(reply), rendered -> post(to, rendered));
  }

  @Override
  public void attach(String message, PlotPicture picture) {
    var ref = ref(message);
    var png = picture.png();
    var outcome = api.call(methods -> methods.filesUploadV2(request -> request.filename(picture.fileName())
        .title(Visible.line(picture.plot().title())).altTxt(Visible.line(picture.plot().words())).fileData(png)
        .channel(ref.channel())
        .threadTs(ref.ts())));
    if (!(outcome instanceof Outcome.Done<?>)) {
      LOG.log(Level.WARNING, "Slack did not take the picture " + picture.fileName() + ": " + outcome);
    }
  }

  @Override
  public Written rewrite(String message, Reply reply) {
    return inAnyLook(look -> look.reply(reply), rendered -> edit(message, rendered));
  }

  @Override
  public Written edit(String message, Content content) {
    return inAnyLook(look -> rendered(content, look), rendered -> edit(message, rendered));
  }

  /// Writes a message as it should look; if Slack does not like that, without mentions, for it may not know somebody who is
  /// named in the configuration; and if it does not like that either, as plain text. What people must know is worth more than
  /// how it looks.
  private Written inAnyLook(Function<Blocks, Rendered> render, Function<Rendered, Written> write) {
    var best = render.apply(blocks.get());
    var written = write.apply(best);
    if (!illFormed(written)) {
      return written;
    }
    LOG.log(Level.ERROR, "Slack does not like the look of a message (" + written + "): " + best.text());
    var nameless = write.apply(render.apply(NAMELESS));
    return illFormed(nameless)
        ? write.apply(new Rendered(best.text() + PLAINLY, List.of(), best.overflow()))
        : nameless;
  }

  private static boolean illFormed(Written written) {
    return written instanceof Written.Unwanted(var why) && ILL_FORMED.contains(why);
  }

  private Written post(Destination to, Rendered rendered) {
    var channel = places.channel(to.where());
    var request = ChatPostMessageRequest.builder().channel(channel).text(rendered.text()).blocks(rendered.blocks())
        .mrkdwn(false).unfurlLinks(false).unfurlMedia(false);
    to.thread().ifPresent(thread -> request.threadTs(ref(thread).ts()).replyBroadcast(to.reach() == Reach.CHANNEL));
    var written = written(api.call(methods -> methods.chatPostMessage(request.build())),
        response -> channel + "/" + response.getTs());
    if (written instanceof Written.Taken(var message)) {
      rendered.overflow().ifPresent(overflow -> upload(overflow, to.thread().orElse(message)));
    }
    return written;
  }

  private Written edit(String message, Rendered rendered) {
    var ref = ref(message);
    var request = ChatUpdateRequest.builder().channel(ref.channel()).ts(ref.ts()).text(rendered.text())
        .blocks(rendered.blocks()).build();
    return written(api.call(methods -> methods.chatUpdate(request)), _ -> message);
  }

  private static <T> Written written(Outcome<T> outcome, Function<T, String> message) {
    return switch (outcome) {
      case Outcome.Done(var response) -> new Written.Taken(message.apply(response));
      case Outcome.Refused<T> refused -> GONE.contains(refused.error())
          ? new Written.Gone(refused.error())
          : new Written.Unwanted(refused.why());
      case Outcome.Away(var later) -> later;
    };
  }

  /// A file that does not arrive is not worth more than the thread: it is tried a few times.
  private void upload(Overflow overflow, String thread) {
    var ref = ref(thread);
    for (var attempt = 1; attempt <= FILE_ATTEMPTS; attempt++) {
      var outcome = api.call(methods -> methods.filesUploadV2(request -> request.filename(overflow.fileName())
          .title(overflow.fileName()).content(overflow.content()).channel(ref.channel()).threadTs(ref.ts())));
      if (outcome instanceof Outcome.Done<?>) {
        return;
      }
      LOG.log(Level.WARNING, "Slack did not take the file " + overflow.fileName() + ": " + outcome);
    }
  }

  /// Where a message is.
  private record Ref(String channel, String ts) {}

  private static Ref ref(String message) {
    var slash = message.indexOf('/');
    return new Ref(message.substring(0, slash), message.substring(slash + 1));
  }
}
