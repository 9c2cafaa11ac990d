package dev.restorebot.bot.sandbox;

import dev.restorebot.bot.sandbox.KnotHistory.Repo;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.zip.DeflaterOutputStream;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// One commit with very many pictures, each of its objects a file of its own. It is written to wherever it shall lie: what
/// will be nowhere but in the mirror need not be put on the volume and deleted again.
final class KnotPhotos {
  /// With the folder itself a hundred objects.
  private static final int PICTURES = 99;

  private final Repo repo;
  private final BiConsumer<String, byte[]> files;

  /// @param files takes the path of each file below the repository's folder, and what is in it
  KnotPhotos(Repo repo, BiConsumer<String, byte[]> files) {
    this.repo = repo;
    this.files = files;
  }

  /// Writes the commit and the branch `main` that it is the tip of.
  void write(int folders) throws IOException {
    try (var objects = new LooseObjects()) {
      var root = new TreeMap<String, ObjectId>();
      for (var folder = 0; folder < folders; folder++) {
        var pictures = new TreeMap<String, ObjectId>();
        for (var picture = 0; picture < PICTURES; picture++) {
          var name = "%03d.jpg".formatted(picture);
          pictures.put(name, objects.insert(Constants.OBJ_BLOB,
              Invented.bytes(folder + "/" + name, 100 + (folder + picture) % 400)));
        }
        root.put("%03d".formatted(folder), BareRepository.tree(objects, pictures, FileMode.REGULAR_FILE));
      }
      var commit = new CommitBuilder();
      commit.setTreeId(BareRepository.tree(objects, root, FileMode.TREE));
      commit.setAuthor(BareRepository.ident(repo.owner(), repo.made()));
      commit.setCommitter(commit.getAuthor());
      commit.setMessage("Put up all pictures\n");
      var tip = objects.insert(commit).name() + "\n";
      files.accept("refs/heads/main", tip.getBytes(StandardCharsets.US_ASCII));
    }
  }

  /// Writes each object as git does before it packs any.
  private final class LooseObjects extends ObjectInserter.Formatter {
    @Override
    public ObjectId insert(int type, long length, InputStream in) throws IOException {
      var bytes = in.readNBytes(Math.toIntExact(length));
      var file = new ByteArrayOutputStream();
      try (var deflated = new DeflaterOutputStream(file)) {
        deflated.write(Constants.encodedTypeString(type));
        deflated.write((" " + length + "\0").getBytes(StandardCharsets.US_ASCII));
        deflated.write(bytes);
      }
      var id = idFor(type, bytes);
      files.accept("objects/" + id.name().substring(0, 2) + "/" + id.name().substring(2), file.toByteArray());
      return id;
    }
  }
}
