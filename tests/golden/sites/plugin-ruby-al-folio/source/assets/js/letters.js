é
x
