package dev.restorebot.bot.chat;

import dev.restorebot.commands.thread.Button.Action;
import dev.restorebot.commands.thread.Post;

/// A form in which somebody confirms what weighs more than a click, as data: a chat gives it its look.
///
/// @param action what it decides when it is submitted
/// @param service the name of the service that it is about
/// @param what what will happen, as the gate says it; its buttons are not shown
public record Form(Question question, Action action, String service, Post what) {}
