<?php echo "/l.php"; ?>
