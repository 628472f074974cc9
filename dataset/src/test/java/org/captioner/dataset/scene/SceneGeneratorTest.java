package org.captioner.dataset.scene;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.captioner.dataset.CaptionDataset;
import org.captioner.dataset.InputException;
import org.captioner.dataset.Split;
import org.captioner.dataset.format.DatasetReaders;
import org.captioner.dataset.format.ReadOptions;
import org.captioner.dataset.image.Photo;
import org.captioner.dataset.image.PhotoLimits;
import org.captioner.dataset.image.PhotoReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SceneGeneratorTest {
    private static final SceneOptions SMALL = new SceneOptions(7, 64, 20, 5, 5);

    @TempDir Path folder;

    @Test
    void the_dataset_readers_read_what_is_drawn() {
        List<Scene> scenes = new SceneGenerator(SMALL).generate(folder);
        CaptionDataset dataset = DatasetReaders.read(folder, ReadOptions.defaults());
        assertEquals(30, dataset.images().size());
        assertEquals(20, dataset.split(Split.TRAIN).size());
        assertEquals(5, dataset.split(Split.DEV).size());
        assertEquals(5, dataset.split(Split.TEST).size());
        for (int i = 0; i < scenes.size(); i++) {
            assertEquals(scenes.get(i).image(), dataset.images().get(i).id());
            assertEquals(scenes.get(i).captions(), dataset.images().get(i).captions());
        }
    }

    @Test
    void the_scene_file_gives_back_the_scenes_and_their_options() {
        List<Scene> scenes = new SceneGenerator(SMALL).generate(folder);
        assertEquals(new SceneFile(SceneFile.VERSION, SMALL, scenes), SceneFile.read(folder));
    }

    @Test
    void equal_seeds_draw_equal_pictures_and_other_seeds_others() throws IOException {
        new SceneGenerator(SMALL).generate(folder.resolve("a"));
        new SceneGenerator(SMALL).generate(folder.resolve("b"));
        try (Stream<Path> pictures = Files.list(folder.resolve("a/images"))) {
            for (Path picture : pictures.toList()) {
                Path twin = folder.resolve("b/images").resolve(picture.getFileName());
                assertEquals(-1, Files.mismatch(picture, twin));
            }
        }
        SceneOptions other = new SceneOptions(8, 64, 20, 5, 5);
        assertNotEquals(new SceneGenerator(SMALL).scenes(), new SceneGenerator(other).scenes());
    }

    @Test
    void training_never_shows_a_withheld_pair_and_held_out_scenes_always_show_one() {
        SceneOptions many = new SceneOptions(3, 64, 3000, 300, 300);
        Set<CompositionalSplit.Pair> trained = new HashSet<>();
        for (Scene scene : new SceneGenerator(many).scenes()) {
            CompositionalSplit.Pair first = pair(scene.first());
            CompositionalSplit.Pair second = pair(scene.second());
            List<CompositionalSplit.Pair> own = CompositionalSplit.withheldFor(scene.split());
            if (scene.split() == Split.TRAIN) {
                trained.add(first);
                trained.add(second);
            } else {
                assertTrue(own.contains(first) != own.contains(second), scene.toString());
                assertTrue(trained.contains(own.contains(first) ? second : first));
            }
        }
        assertEquals(35 - 3 - 4, trained.size());
        for (Split split : List.of(Split.DEV, Split.TEST)) {
            CompositionalSplit.withheldFor(split).forEach(p -> assertTrue(!trained.contains(p)));
        }
    }

    @Test
    void each_picture_shows_both_colours_where_the_relation_says() {
        PhotoReader reader = new PhotoReader(PhotoLimits.standard());
        for (Scene scene : new SceneGenerator(SMALL).generate(folder)) {
            Photo photo = reader.read(folder.resolve("images").resolve(scene.image()));
            if (scene.first().colour() == scene.second().colour()) {
                continue; // The middles of two patches of one colour cannot be told apart.
            }
            double[] first = middle(photo, scene.first().colour());
            double[] second = middle(photo, scene.second().colour());
            Relation relation =
                    Math.abs(first[0] - second[0]) > Math.abs(first[1] - second[1])
                            ? (first[0] < second[0] ? Relation.LEFT_OF : Relation.RIGHT_OF)
                            : (first[1] < second[1] ? Relation.ABOVE : Relation.BELOW);
            assertEquals(scene.relation(), relation, scene.toString());
        }
    }

    @Test
    void captions_use_few_words_and_the_five_differ() {
        Set<String> words = new HashSet<>();
        for (Scene scene : new SceneGenerator(SceneOptions.standard(1)).scenes()) {
            assertEquals(5, new HashSet<>(scene.captions()).size());
            scene.captions().forEach(caption -> words.addAll(List.of(caption.split(" "))));
        }
        assertEquals(28, words.size(), words.toString());
    }

    @Test
    void a_scene_file_of_another_version_or_none_is_refused() throws IOException {
        assertThrows(InputException.class, () -> SceneFile.read(folder));
        new SceneGenerator(SMALL).generate(folder);
        Path file = folder.resolve("scenes.json");
        Files.writeString(
                file, Files.readString(file).replace("\"version\" : 1", "\"version\" : 2"));
        InputException refused = assertThrows(InputException.class, () -> SceneFile.read(folder));
        assertTrue(refused.getMessage().contains("version 2 is not supported, only 1"));
    }

    @Test
    void a_folder_that_cannot_be_made_is_an_input_error() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThrows(InputException.class, () -> new SceneGenerator(SMALL).generate(file));
    }

    private static CompositionalSplit.Pair pair(SceneObject object) {
        return new CompositionalSplit.Pair(object.colour(), object.shape());
    }

    /** The mean position of the pixels whose colour is near, as (x, y). */
    private static double[] middle(Photo photo, Colour colour) {
        long x = 0;
        long y = 0;
        int count = 0;
        for (int i = 0; i < photo.width() * photo.height(); i++) {
            int distance = 0;
            for (int c = 0; c < 3; c++) {
                int wanted = (colour.rgb() >> (16 - 8 * c)) & 255;
                distance = Math.max(distance, Math.abs((photo.rgb()[3 * i + c] & 255) - wanted));
            }
            if (distance <= 20) {
                x += i % photo.width();
                y += i / photo.width();
                count++;
            }
        }
        assertTrue(count > 20, colour + " is hardly there: " + count + " pixels");
        return new double[] {(double) x / count, (double) y / count};
    }
}
